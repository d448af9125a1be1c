using System.Net;
using System.Net.Sockets;

namespace Rag.Hosting.Orleans;

/// <summary>Ports for a silo that nobody else connects to.</summary>
internal static class LoopbackPorts
{
    /// <summary>A port of the loopback interface that is free now.</summary>
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
