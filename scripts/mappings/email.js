// The email scope (OpenID Connect Core, section 5.4). Whether an address that nobody verified is
// given to an application is decided where tokens are made, by a setting of that application.
return {
  email: request.user.email ?? null,
  email_verified: request.user.email === undefined ? null : request.user.email_verified,
};
