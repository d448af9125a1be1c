using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Rag.Benchmarks.Streams;

/// <summary>
/// Clients that ask and never read, with the smallest buffer that the system gives them. What they cost the service is
/// bounded by what it keeps of an answer for resuming.
/// </summary>
internal sealed class SilentReaders : IDisposable
{
    private const int ReceiveBufferBytes = 4096;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(50);

    private readonly List<Socket> _sockets = [];

    /// <summary>Opens streams until each has begun to be sent.</summary>
    /// <param name="url">The route.</param>
    /// <param name="body">The JSON of the request.</param>
    /// <param name="count">How many.</param>
    public async Task OpenAsync(Uri url, string body, int count)
    {
        byte[] request = Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"POST {url.PathAndQuery} HTTP/1.1\r\nHost: {url.Authority}\r\nContent-Type: application/json\r\n"
            + $"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}"));
        IPAddress address = (await Dns.GetHostAddressesAsync(url.Host, AddressFamily.InterNetwork))[0];
        for (int i = 0; i < count; i++)
        {
            Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
            {
                ReceiveBufferSize = ReceiveBufferBytes,
            };
            _sockets.Add(socket);
            await socket.ConnectAsync(new IPEndPoint(address, url.Port));
            await socket.SendAsync(request);
        }

        long start = TimeProvider.System.GetTimestamp();
        while (_sockets.Any(socket => socket.Available == 0))
        {
            if (TimeProvider.System.GetElapsedTime(start) > Patience)
                throw new BenchmarkException($"Of {count} streams some had not begun after {Patience}.");
            await Task.Delay(LookAgain);
        }
    }

    /// <summary>Leaves without having read.</summary>
    public void Dispose()
    {
        foreach (Socket socket in _sockets) socket.Dispose();
        _sockets.Clear();
    }
}
