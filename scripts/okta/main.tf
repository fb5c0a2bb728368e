# The application that Tributary is at Okta, and optionally a NetBox that talks to Okta directly.
#
#   export OKTA_ORG_NAME=dev-123456 OKTA_BASE_URL=okta.com OKTA_API_TOKEN=…
#   terraform init && terraform apply
#   terraform output -raw tributary_upstream    # goes below upstreams: in tributary.yaml
#
# The token must be an API token: Okta's provider ignores groups_claim under OAuth credentials.

terraform {
  required_version = ">= 1.5"
  required_providers {
    okta = {
      source  = "okta/okta"
      version = ">= 4.8, < 7.0"
    }
  }
}

variable "okta_domain" {
  description = "The Okta domain, such as dev-123456.okta.com. It is the issuer; never the host of an application."
  type        = string
  validation {
    condition     = can(regex("^[a-z0-9.-]+$", var.okta_domain)) && !can(regex("-admin\\.", var.okta_domain))
    error_message = "Write the bare domain, without https:// and without -admin."
  }
}

variable "tributary_url" {
  description = "Tributary's public_url."
  type        = string
  default     = "https://login.example.com"
  validation {
    condition     = startswith(var.tributary_url, "https://") || startswith(var.tributary_url, "http://localhost")
    error_message = "Use https (http only on localhost)."
  }
}

variable "upstream_name" {
  description = "The name of this upstream in Tributary's configuration; part of the redirect URIs."
  type        = string
  default     = "okta"
}

variable "groups_pattern" {
  description = "Groups to send, as a regular expression. Okta refuses a login with more than 100 of them, so name a prefix."
  type        = string
  default     = "netbox_.*"
}

variable "assigned_group" {
  description = "Whoever is in this group may sign in."
  type        = string
  default     = "Everyone"
}

variable "netbox_hostname" {
  description = "Set it to make a second application for a NetBox without a broker."
  type        = string
  default     = ""
}

locals {
  tributary  = trimsuffix(var.tributary_url, "/")
  federation = "${local.tributary}/federation/${var.upstream_name}"
  netbox     = var.netbox_hostname == "" ? 0 : 1
}

data "okta_group" "assigned" {
  name = var.assigned_group
}

resource "okta_app_oauth" "tributary" {
  label = "Tributary"
  type  = "web"

  # Code with PKCE only. The document's implicit and client_credentials grants, and its response
  # types token and id_token, hand tokens to the browser's address bar for nothing.
  grant_types                = ["authorization_code"]
  response_types             = ["code"]
  pkce_required              = true
  token_endpoint_auth_method = "client_secret_basic"

  redirect_uris             = ["${local.federation}/callback"]
  post_logout_redirect_uris = ["${local.federation}/logout-callback"]

  # No tile: Tributary is not a place that people go to.
  hide_web = true
  hide_ios = true

  groups_claim {
    name        = "groups"
    type        = "FILTER"
    filter_type = "REGEX"
    value       = var.groups_pattern
  }
}

resource "okta_app_group_assignment" "tributary" {
  app_id   = okta_app_oauth.tributary.id
  group_id = data.okta_group.assigned.id
}

# NetBox without a broker. It has no PKCE by default, and no groups without a pipeline of its own.
resource "okta_app_oauth" "netbox" {
  count = local.netbox

  label          = "NetBox"
  type           = "web"
  grant_types    = ["authorization_code"]
  response_types = ["code"]

  # NetBox mounts its social login below /oauth/; the document's /disconnect/ does not exist, and
  # its http:// would send people through the clear.
  redirect_uris             = ["https://${var.netbox_hostname}/oauth/complete/okta-openidconnect/"]
  post_logout_redirect_uris = ["https://${var.netbox_hostname}/oauth/disconnect/okta-openidconnect/"]

  hide_web   = false
  login_mode = "SPEC"
  login_uri  = "https://${var.netbox_hostname}/oauth/login/okta-openidconnect/"

  groups_claim {
    name        = "groups"
    type        = "FILTER"
    filter_type = "REGEX"
    value       = var.groups_pattern
  }

  # Okta ties the tile (login_mode) to the implicit grant in some organisations. If apply refuses
  # with "implicit", take the tile away (login_mode = "DISABLED") rather than adding the grant.
}

resource "okta_app_group_assignment" "netbox" {
  count = local.netbox

  app_id   = okta_app_oauth.netbox[0].id
  group_id = data.okta_group.assigned.id
}

output "tributary_upstream" {
  description = "An entry of upstreams: in tributary.yaml."
  sensitive   = true
  value       = <<-EOM
    - name: ${var.upstream_name}
      label: Okta
      preset: okta
      issuer: https://${var.okta_domain}
      client_id: ${okta_app_oauth.tributary.client_id}
      client_secret: ${okta_app_oauth.tributary.client_secret}
      may_grant: [superusers, staff]
  EOM
}

output "netbox_configuration" {
  description = "For configuration.py of a NetBox without a broker."
  sensitive   = true
  value       = local.netbox == 0 ? "" : <<-EOM
    REMOTE_AUTH_BACKEND                    = 'social_core.backends.okta_openidconnect.OktaOpenIdConnect'
    SOCIAL_AUTH_OKTA_OPENIDCONNECT_KEY     = '${okta_app_oauth.netbox[0].client_id}'
    SOCIAL_AUTH_OKTA_OPENIDCONNECT_SECRET  = '${okta_app_oauth.netbox[0].client_secret}'
    SOCIAL_AUTH_OKTA_OPENIDCONNECT_API_URL = 'https://${var.okta_domain}/oauth2/'
    SOCIAL_AUTH_OKTA_OPENIDCONNECT_SCOPE   = ['groups']
  EOM
}
