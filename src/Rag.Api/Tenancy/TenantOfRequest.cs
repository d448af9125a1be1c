using Rag.Grains.Interfaces;

namespace Rag.Api.Tenancy;

/// <summary>The one place that says whose request it is. Until keys are configured, there is one tenant.</summary>
internal static class TenantOfRequest
{
    /// <summary>The tenant; never taken from a body, a path or a query.</summary>
    public static TenantId Tenant(this HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return TenantId.Default;
    }
}
