#include "platform/panel_power.h"

#include <stdint.h>
#include <string.h>
#include <xf86drm.h>
#include <xf86drmMode.h>

static bool is_power(int drm_fd, uint32_t property)
{
    drmModePropertyRes *found = drmModeGetProperty(drm_fd, property);
    bool is = found && strcmp(found->name, "DPMS") == 0;
    drmModeFreeProperty(found);
    return is;
}

// "Current": the kernel would else ask the panel again what it is, which takes long.
static bool set_connector(int drm_fd, uint32_t id, uint64_t value)
{
    drmModeConnector *connector = drmModeGetConnectorCurrent(drm_fd, id);
    bool set = false;
    for (int i = 0; connector && connector->connection == DRM_MODE_CONNECTED && i < connector->count_props;
         i++)
        if (is_power(drm_fd, connector->props[i]))
            set = drmModeConnectorSetProperty(drm_fd, id, connector->props[i], value) == 0 || set;
    drmModeFreeConnector(connector);
    return set;
}

bool panel_power(int drm_fd, bool on)
{
    drmModeRes *resources = drmModeGetResources(drm_fd);
    bool any = false;
    for (int i = 0; resources && i < resources->count_connectors; i++)
        any =
            set_connector(drm_fd, resources->connectors[i], on ? DRM_MODE_DPMS_ON : DRM_MODE_DPMS_OFF) || any;
    drmModeFreeResources(resources);
    return any;
}
