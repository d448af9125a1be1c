namespace Orleans.Configuration;

/// <summary>How a client of a cluster sends calls. Without effect in one process.</summary>
public class ClientMessagingOptions : MessagingOptions;
