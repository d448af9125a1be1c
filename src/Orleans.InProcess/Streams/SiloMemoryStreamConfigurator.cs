using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;

namespace Orleans.InProcess;

/// <inheritdoc cref="ISiloMemoryStreamConfigurator"/>
internal sealed record SiloMemoryStreamConfigurator(string Name, Action<Action<IServiceCollection>> ConfigureDelegate)
    : ISiloMemoryStreamConfigurator;
