using dotenv.net;
using Microsoft.Extensions.Configuration;

namespace Rag.Hosting.Configuration;

/// <summary>Reads <c>.env</c> of the working directory.</summary>
internal static class DotEnvConfiguration
{
    /// <summary>
    /// Adds the file's pairs, weaker than the environment's: what a deployment sets wins over what a checkout holds. A
    /// missing file is nothing.
    /// </summary>
    public static IConfigurationBuilder AddDotEnv(this IConfigurationBuilder configuration)
    {
        IDictionary<string, string> pairs = DotEnv.Read(
            new DotEnvOptions(ignoreExceptions: true, envFilePaths: [".env"]));
        return configuration.AddInMemoryCollection(pairs
            .Where(pair => pair.Value.Length > 0 && Environment.GetEnvironmentVariable(pair.Key) is null)
            .Select(pair => KeyValuePair.Create(
                pair.Key.Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal),
                (string?)pair.Value)));
    }
}
