"""Groups and flags of a NetBox account, from Tributary's claims.

Goes to /opt/netbox/netbox/netbox/tributary_pipeline.py. For NetBox 4.0 and later; before that the
Group model is django.contrib.auth.models.Group.
"""

from users.models import Group


def set_groups(response, user, *args, **kwargs):
    """Makes the account's groups equal to the claim: added and removed."""
    names = _claim(response, 'groups')
    if names is None:
        return
    user.groups.set([Group.objects.get_or_create(name=name)[0] for name in names])


def set_roles(response, user, *args, **kwargs):
    """superusers makes a superuser. is_staff is gone since NetBox 4.5."""
    names = _claim(response, 'groups')
    # An account with a password of its own is the way in when sign-on is broken: never touched.
    if names is None or user.has_usable_password():
        return
    user.is_superuser = 'superusers' in names
    if hasattr(user, 'is_staff'):
        user.is_staff = 'staff' in names
    user.save()


def _claim(response, name):
    """The list, or None when the claim is missing: missing is not the same as empty."""
    value = response.get(name)
    return value if isinstance(value, list) else None
