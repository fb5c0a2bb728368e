return {
  groups: request.user.groups.map(group => group === 'netbox_admin' ? 'superusers' : group === 'netbox_staff' ? 'staff' : group),
};
