using Orleans.Streams;

namespace Orleans;

/// <summary>Gets stream providers outside of grains.</summary>
public static class ClientStreamingExtensions
{
    /// <summary>Gets a stream provider.</summary>
    /// <param name="client">The client.</param>
    /// <param name="name">The name it was added under.</param>
    /// <returns>The provider.</returns>
    public static IStreamProvider GetStreamProvider(this IClusterClient client, string name) =>
        GrainStreamingExtensions.Find(client.ServiceProvider, name);
}
