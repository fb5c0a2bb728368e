CREATE TABLE sample (id integer PRIMARY KEY, word text NOT NULL);
