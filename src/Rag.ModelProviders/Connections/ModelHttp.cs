using System.Net;

namespace Rag.ModelProviders.Connections;

/// <summary>The sockets of all model servers.</summary>
internal sealed class ModelHttp : IDisposable
{
    /// <summary>Shared by all providers; time-outs are the connections' own.</summary>
    public HttpClient Client { get; } = new(new SocketsHttpHandler
    {
        // A redirect would take the key, the question and the sources to a host that nobody configured.
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.All,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        // An answer that is given up is cut, not read to its end: the server must stop at once.
        MaxResponseDrainSize = 0,
        MaxResponseHeadersLength = 64,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <inheritdoc/>
    public void Dispose() => Client.Dispose();
}
