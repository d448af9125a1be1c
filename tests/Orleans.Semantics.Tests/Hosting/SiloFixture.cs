using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Hosting;
using Orleans.Runtime.Hosting;
using Orleans.Semantics.Tests.Lifecycle;
using Orleans.Semantics.Tests.State;
using Orleans.Semantics.Tests.Hosting;

[assembly: AssemblyFixture(typeof(SiloFixture))]

namespace Orleans.Semantics.Tests.Hosting;

/// <summary>The silo that all tests share; tests keep apart by fresh keys.</summary>
public sealed class SiloFixture : IAsyncLifetime
{
    public IHost Host { get; private set; } = null!;

    public IClusterClient Client => Host.Client();

    public async ValueTask InitializeAsync() => Host = await SiloHost.StartAsync(silo => silo
        .ConfigureServices(services =>
            services.AddGrainStorage(BrokenStorage.Name, static (_, _) => new BrokenStorage()))
        .ConfigureServices(static services => services.AddScoped<ActivationScratch>())
        .AddIncomingGrainCallFilter<Calls.RecordingFilter>()
        .AddStartupTask((services, _) =>
        {
            Signals.Raise("start-up task ran");
            return Task.CompletedTask;
        }));

    public async ValueTask DisposeAsync()
    {
        await Host.StopAsync();
        Host.Dispose();
    }

    public static string NewKey() => Guid.NewGuid().ToString("N");
}
