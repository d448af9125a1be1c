using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Rag.Fakes.Faults;

namespace Rag.Fakes;

/// <summary>A running fake, reachable from this machine only. Dispose of it to stop it.</summary>
public sealed class FakeServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FakeServer(WebApplication app, FaultSwitches faults, RequestLog requests)
    {
        _app = app;
        Faults = faults;
        Requests = requests;
        Url = new Uri(app.Urls.Single());
    }

    /// <summary>Its address, for instance <c>http://127.0.0.1:40123/</c>.</summary>
    public Uri Url { get; }

    /// <summary>What goes wrong; nothing at first.</summary>
    public FaultSwitches Faults { get; }

    /// <summary>What has arrived.</summary>
    public RequestLog Requests { get; }

    /// <summary>Starts a new, empty fake of one of <see cref="FakeCatalog.Names"/>.</summary>
    /// <param name="name">The vendor.</param>
    /// <param name="port">The port on 127.0.0.1; 0 for a free one.</param>
    /// <param name="clock">Times the delays; the system's if <see langword="null"/>.</param>
    public static Task<FakeServer> StartAsync(string name, int port = 0, TimeProvider? clock = null) =>
        StartAsync((faults, time) => FakeCatalog.Create(name, faults, time), port, clock);

    /// <summary>Starts a fake that is in no catalog.</summary>
    public static async Task<FakeServer> StartAsync(
        Func<FaultSwitches, TimeProvider, IFake> make, int port = 0, TimeProvider? clock = null)
    {
        clock ??= TimeProvider.System;
        var faults = new FaultSwitches();
        var requests = new RequestLog();
        IFake fake = make(faults, clock);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddRouting();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            // The vendors' own limits are the fakes' to enforce.
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        WebApplication app = builder.Build();
        var routes = new FaultRoutes(faults, requests);
        var injection = new FaultInjection(fake, faults, clock);
        app.Use(next => context => routes.InvokeAsync(context, next));
        app.Use(next => context => injection.InvokeAsync(context, next));
        fake.Build(app);
        await app.StartAsync();
        return new FakeServer(app, faults, requests);
    }

    /// <summary>Runs until the process is asked to end.</summary>
    public Task WaitForShutdownAsync() => _app.WaitForShutdownAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // A request that a fault holds must not hold the test that caused it.
        using var impatient = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await _app.StopAsync(impatient.Token);
        await _app.DisposeAsync();
    }
}
