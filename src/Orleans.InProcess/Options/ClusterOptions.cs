namespace Orleans.Configuration;

/// <summary>The names of the service and of this deployment of it.</summary>
public class ClusterOptions
{
    /// <summary>The cluster id when none is set.</summary>
    public const string DefaultClusterId = "default";

    /// <summary>The service id when none is set.</summary>
    public const string DefaultServiceId = "default";

    /// <summary>Names this deployment. Default <c>default</c>.</summary>
    public string ClusterId { get; set; } = DefaultClusterId;

    /// <summary>Names the service; stays the same over deployments. Default <c>default</c>.</summary>
    public string ServiceId { get; set; } = DefaultServiceId;
}
