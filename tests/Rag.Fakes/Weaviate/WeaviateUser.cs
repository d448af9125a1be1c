namespace Rag.Fakes.Weaviate;

/// <summary>Who asks, by an API key and the admin list's roles.</summary>
internal sealed record WeaviateUser(string Name, bool MayRead, bool MayWrite)
{
    private const string Scheme = "Bearer ";

    private static readonly Dictionary<string, WeaviateUser> ByKey = new(StringComparer.Ordinal)
    {
        ["admin-key"] = new("admin", MayRead: true, MayWrite: true),
        ["reader-key"] = new("reader", MayRead: true, MayWrite: false),
        ["other-key"] = new("other", MayRead: false, MayWrite: false),
    };

    /// <summary>The user of a header; <see langword="null"/> if there is no key in it at all.</summary>
    /// <exception cref="WeaviateFailure">There is a key, but nobody's.</exception>
    public static WeaviateUser? Of(string? authorization)
    {
        // Case matters: "bearer" is no key.
        if (authorization is null || !authorization.StartsWith(Scheme, StringComparison.Ordinal)) return null;
        string key = authorization[Scheme.Length..];
        if (key.Length == 0) return null;
        return ByKey.TryGetValue(key, out WeaviateUser? user)
            ? user
            : throw WeaviateFailure.OfApi(401, "unauthorized: invalid api key");
    }

    /// <summary>Lets pass who may.</summary>
    /// <param name="action">C, R, U or D.</param>
    /// <param name="resource">What it is done to.</param>
    /// <param name="reason">Put before the message.</param>
    public void Require(char action, string resource, string reason = "")
    {
        if (action == 'R' ? MayRead : MayWrite) return;
        throw WeaviateFailure.Of(
            403,
            $"{reason}adminlist: authorization, forbidden action: user '{Name}' has insufficient permissions to " +
            $"{action} [{resource}]");
    }

    public void RequireSchema(char action, string className) =>
        Require(action, $"schema/collections/{className}/shards/#");

    public void RequireData(char action, string className) =>
        Require(action, $"data/collections/{className}/shards/*/objects/*");
}
