#!/bin/bash
# Runs once, in PostgreSQL's container, when its data folder is empty: a database and an owner for
# each service. inventory comes last; the health check waits for it.
set -euo pipefail
for service in authentik broker inventory; do
  variable="${service^^}_DB_PASSWORD"
  psql -v ON_ERROR_STOP=1 -v name="$service" -v password="${!variable}" --username postgres <<'SQL'
CREATE ROLE :"name" LOGIN PASSWORD :'password';
CREATE DATABASE :"name" OWNER :"name" TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C';
SQL
done
