namespace Orleans.Configuration;

/// <summary>How a silo, and the client inside it, send calls.</summary>
public class SiloMessagingOptions : MessagingOptions;
