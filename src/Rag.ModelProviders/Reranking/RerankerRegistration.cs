using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Rag.ModelProviders.Connections;
using Rag.Pipeline;

namespace Rag.ModelProviders.Reranking;

/// <summary>Registers the configured reranking servers.</summary>
internal static class RerankerRegistration
{
    private const string Section = "Models:Rerankers";

    /// <summary>Adds one reranker for each section below <c>Models:Rerankers</c>.</summary>
    public static IServiceCollection AddRemoteRerankers(this IServiceCollection services, IConfiguration section)
    {
        services.AddSingleton<IValidateOptions<RerankerOptions>, RerankerOptionsValidator>();
        foreach (IConfigurationSection child in section.GetSection(Section).GetChildren())
        {
            // Of an environment variable the letters' case says nothing, and requests say the name exactly.
            string name = child.Key.ToLowerInvariant();
            services.AddOptionsWithValidateOnStart<RerankerOptions>(name)
                .Bind(child)
                .Configure(options =>
                {
                    if (options.Protocol is null && Enum.TryParse(name, ignoreCase: true, out RerankProtocol protocol))
                        options.Protocol = protocol;
                })
                .ValidateDataAnnotations();
            services.AddSingleton<IReranker>(provider => Create(
                name,
                provider.GetRequiredService<IOptionsMonitor<RerankerOptions>>().Get(name),
                provider));
        }

        return services;
    }

    private static RemoteReranker Create(string name, RerankerOptions options, IServiceProvider services)
    {
        var dialect = RerankDialect.Of(options.Protocol!.Value);
        Uri root = ServerAddress.Directory(options.BaseUrl ?? new Uri(dialect.BaseUrl!));
        var connection = new ModelConnection(
            services.GetRequiredService<ModelHttp>().Client,
            $"The reranking server '{name}' ({root.Authority})",
            options,
            string.IsNullOrEmpty(options.ApiKey) ? [] : [new("Authorization", $"Bearer {options.ApiKey}")],
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILogger<ModelConnection>>());
        return new RemoteReranker(
            name,
            dialect,
            options.Model ?? dialect.Model,
            options.BatchSize ?? dialect.BatchSize,
            new Uri(root, "rerank"),
            connection);
    }
}
