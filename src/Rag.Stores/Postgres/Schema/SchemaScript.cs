using System.Globalization;

namespace Rag.Stores.Postgres.Schema;

/// <summary>One version of the tables: a file of <c>docker/postgres</c>, whose name begins with its number.</summary>
/// <param name="Version">1-based, without gaps.</param>
/// <param name="Name">The file's name without its extension, for instance <c>001-orleans</c>.</param>
/// <param name="Sql">Idempotent statements.</param>
internal sealed record SchemaScript(int Version, string Name, string Sql)
{
    private const string ResourcePrefix = "postgres/";

    /// <summary>The scripts of this program, ascending.</summary>
    public static IReadOnlyList<SchemaScript> All { get; } =
        [.. Names().Order(StringComparer.Ordinal).Select(Read)];

    /// <summary>The version that this program needs.</summary>
    public static int Latest => All[^1].Version;

    private static IEnumerable<string> Names() => typeof(SchemaScript).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(ResourcePrefix, StringComparison.Ordinal));

    private static SchemaScript Read(string resource)
    {
        using Stream stream = typeof(SchemaScript).Assembly.GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream);
        string name = resource[ResourcePrefix.Length..];
        int dash = name.IndexOf('-', StringComparison.Ordinal);
        int version = int.Parse(name.AsSpan(0, dash), CultureInfo.InvariantCulture);
        return new SchemaScript(version, name, reader.ReadToEnd());
    }
}
