// The profile scope (OpenID Connect Core, section 5.4). preferred_username belongs to the account,
// which keeps it unique, and is not set here. `?? null`: a claim that is not there is left out.
const text = name => typeof claims[name] === 'string' ? claims[name] : null;

return {
  name: request.user.name ?? null,
  given_name: text('given_name'),
  family_name: text('family_name'),
  middle_name: text('middle_name'),
  nickname: text('nickname'),
  profile: text('profile'),
  picture: text('picture'),
  website: text('website'),
  gender: text('gender'),
  birthdate: text('birthdate'),
  zoneinfo: text('zoneinfo'),
  locale: text('locale'),
  updated_at: typeof claims.updated_at === 'number' ? claims.updated_at : null,
};
