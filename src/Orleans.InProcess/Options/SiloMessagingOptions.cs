namespace Orleans.Configuration;

/// <summary>How a silo, and the client inside it, send calls.</summary>
public class SiloMessagingOptions : MessagingOptions
{
    /// <summary>
    /// How often a call moves on to the next activation if one is deactivated before it ran; then it is rejected,
    /// without having run. Default 2.
    /// </summary>
    public int MaxForwardCount { get; set; } = 2;
}
