using Rag.Grains.Interfaces;
using Rag.Pipeline.Models;
using Rag.Pipeline.Retrieval;

namespace Rag.Grains.Queries;

/// <summary>Judges how a chat model is to help a search.</summary>
internal sealed class ExpansionReader(IChatModels models)
{
    public Outcome<RetrievalRequest> Read(SearchRequest request, RetrievalRequest read)
    {
        if (request.Expansion is not { } name) return read;
        QueryExpansion? expansion = name switch
        {
            "multi_query" => QueryExpansion.MultiQuery,
            "hyde" => QueryExpansion.Hyde,
            _ => null,
        };
        if (expansion is not { } known)
            return Failures.Invalid($"'expansion' is '{name}'; it is one of multi_query, hyde.");
        if (Conflict(request, read, known) is { } problem) return Failures.Invalid(problem);
        if (models.Answering.IsBuiltIn)
        {
            return Failures.Invalid(
                $"'expansion' is '{name}', which needs a chat model, and only the built-in '{models.Answering.Name}' "
                + "is configured, which can quote but not write. Configure one (Rag:Models:ChatProvider), or leave "
                + "'expansion' out.",
                "no_chat_model");
        }

        return read with { Expansion = known };
    }

    private static string? Conflict(SearchRequest request, RetrievalRequest read, QueryExpansion expansion) =>
        request.Queries is not null
            ? "Both 'queries' and 'expansion' are given; the queries are other wordings already: send one of them."
        : request.Vector is not null
            ? "Both 'vector' and 'expansion' are given; a vector is searched for as it is: send one of them."
        : expansion == QueryExpansion.Hyde && read.Mode == RetrievalMode.Keyword
            ? "'expansion' is 'hyde', which changes what vectors are searched for, and 'mode' is 'keyword'; use "
                + "'multi_query', or another mode."
        : null;
}
