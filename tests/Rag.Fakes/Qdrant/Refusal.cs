namespace Rag.Fakes.Qdrant;

/// <summary>An answer that is no success; thrown anywhere and written by <see cref="QdrantFake"/>.</summary>
internal sealed class Refusal(int status, string message, string? retryAfter = null) : Exception(message)
{
    public int Status => status;

    public string? RetryAfter => retryAfter;

    public static Refusal Format(string what) => new(400, $"Format error in JSON body: {what}");

    public static Refusal Input(string what) => new(400, $"Wrong input: {what}");

    public static Refusal Bad(string what) => new(400, $"Bad request: {what}");

    public static Refusal Invalid(string what) => new(422, $"Validation error in JSON body: [{what}]");

    public static Refusal Missing(string what) => new(404, $"Not found: {what}");

    public static Refusal Exists(string collection) =>
        new(409, $"Wrong input: Collection `{collection}` already exists!");

    public static Refusal NoVariant(string type) => Format($"data did not match any variant of untagged enum {type}");
}
