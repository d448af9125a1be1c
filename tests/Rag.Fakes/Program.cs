using System.Globalization;
using Rag.Fakes.Faults;

namespace Rag.Fakes;

/// <summary><c>./rag fake NAME [--port N] [--fault kind=refuse,status=429,count=3]...</c></summary>
internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        try
        {
            await RunAsync(arguments);
            return 0;
        }
        catch (Exception error) when (error is ArgumentException or FormatException or IOException)
        {
            await Console.Error.WriteLineAsync($"fake: {error.Message}");
            await Console.Error.WriteLineAsync(
                $"usage: ./rag fake {string.Join('|', FakeCatalog.Names)} [--port N] [--fault name=value,...]...");
            return 2;
        }
    }

    private static async Task RunAsync(string[] arguments)
    {
        int port = 0;
        var faults = new List<Fault>();
        if (arguments.Length == 0 || arguments.Length % 2 == 0)
            throw new ArgumentException("A name is needed, and a value for every option.");
        for (int i = 1; i < arguments.Length; i += 2)
        {
            switch (arguments[i])
            {
                case "--port":
                    port = int.Parse(arguments[i + 1], NumberStyles.None, CultureInfo.InvariantCulture);
                    break;
                case "--fault":
                    faults.Add(Fault.Parse(arguments[i + 1]));
                    break;
                default:
                    throw new ArgumentException($"Unknown option '{arguments[i]}'.");
            }
        }

        await using FakeServer server = await FakeServer.StartAsync(arguments[0], port);
        server.Faults.Set(faults);
        Console.WriteLine($"{arguments[0]} fake: {server.Url}");
        await server.WaitForShutdownAsync();
    }
}
