// The rule of authentik's NetBox document: two groups get the names that NetBox gives power to,
// every other group stays as it is.
const groups = request.user.groups.map(group =>
  group === 'netbox_admin' ? 'superusers' : group === 'netbox_staff' ? 'staff' : group);

return {
  groups,
  roles: groups.filter(name => name === 'superusers' || name === 'staff'),
};
