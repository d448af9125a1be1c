using System.Text.Json;

namespace Rag.Stores.Weaviate;

/// <summary>What a query gave.</summary>
/// <param name="Data">The member <c>data</c>; meaningless beside a problem.</param>
/// <param name="Problem">Why the server did not run the query, in its words, where asking the same again would not
/// help; <see langword="null"/> if it did. Most often the class has changed since it was last read.</param>
internal readonly record struct GraphQlReply(JsonElement Data, string? Problem);
