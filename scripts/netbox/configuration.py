# A real NetBox (4.x) that logs in at Tributary. Add it to configuration.py (with netbox-docker: to
# a file in its configuration folder). README.md explains each line. Choose ONE of the two parts.

# --- Both -----------------------------------------------------------------------------------------
REMOTE_AUTH_ENABLED = True
REMOTE_AUTH_AUTO_CREATE_USER = True

SOCIAL_AUTH_PIPELINE = (
    'social_core.pipeline.social_auth.social_details',
    'social_core.pipeline.social_auth.social_uid',
    'social_core.pipeline.social_auth.auth_allowed',
    'social_core.pipeline.social_auth.social_user',
    'social_core.pipeline.user.get_username',
    'social_core.pipeline.user.create_user',
    'social_core.pipeline.social_auth.associate_user',
    'social_core.pipeline.social_auth.load_extra_data',
    'social_core.pipeline.user.user_details',
    'netbox.tributary_pipeline.set_groups',
    'netbox.tributary_pipeline.set_roles',
)
SOCIAL_AUTH_PROTECTED_USER_FIELDS = ['groups']

LOGOUT_REDIRECT_URL = 'https://login.example.com/oauth2/v1/logout'

# --- A: the OpenID Connect backend (the authentik document) ----------------------------------------
REMOTE_AUTH_BACKEND = 'social_core.backends.open_id_connect.OpenIdConnectAuth'
SOCIAL_AUTH_OIDC_OIDC_ENDPOINT = 'https://login.example.com'
SOCIAL_AUTH_OIDC_KEY = 'netbox'
SOCIAL_AUTH_OIDC_SECRET = 'CLIENT_SECRET'
SOCIAL_AUTH_OIDC_SCOPE = ['groups', 'roles']
SOCIAL_AUTH_OIDC_USE_PKCE = True

# --- B: the Okta backend (the Okta document), for a NetBox that is configured for Okta today ---------
# REMOTE_AUTH_BACKEND = 'social_core.backends.okta_openidconnect.OktaOpenIdConnect'
# SOCIAL_AUTH_OKTA_OPENIDCONNECT_API_URL = 'https://login.example.com/oauth2/'
# SOCIAL_AUTH_OKTA_OPENIDCONNECT_KEY = 'netbox'
# SOCIAL_AUTH_OKTA_OPENIDCONNECT_SECRET = 'CLIENT_SECRET'
