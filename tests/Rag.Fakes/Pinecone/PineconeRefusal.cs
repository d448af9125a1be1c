namespace Rag.Fakes.Pinecone;

/// <summary>An answer that is no success; thrown anywhere and written by <see cref="PineconeFake"/> in the shape of the
/// plane that was asked.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="code">gRPC's code, for indexes.</param>
/// <param name="name">Its name, for the control plane.</param>
/// <param name="message">What was wrong.</param>
internal sealed class PineconeRefusal(int status, int code, string name, string message) : Exception(message)
{
    public int Status => status;

    public int Code => code;

    public string Name => name;

    public static PineconeRefusal Invalid(string message) => new(400, 3, "INVALID_ARGUMENT", message);

    public static PineconeRefusal Missing(string message) => new(404, 5, "NOT_FOUND", message);

    public static PineconeRefusal Exists(string message) => new(409, 6, "ALREADY_EXISTS", message);
}
