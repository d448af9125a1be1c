using Rag.Api.Errors;
using Rag.Api.Tenancy;
using Rag.Grains.Interfaces;

namespace Rag.Api.Documents;

/// <summary>
/// Finds the collection and document that a path names; what cannot be a name is answered as unknown.
/// </summary>
internal static class DocumentRoute
{
    /// <summary>The collection of the path.</summary>
    public static bool TryCollection(HttpContext context, out CollectionName collection, out Problem? problem)
    {
        string text = context.Request.RouteValues["collection"] as string ?? "";
        bool valid = CollectionName.TryParse(text, out collection);
        problem = valid ? null : new Problem(ApiFailures.NotFound("collection", text));
        return valid;
    }

    /// <summary>The document of the path.</summary>
    public static bool TryDocument(
        HttpContext context, IGrainFactory grains, out IDocumentGrain document, out Problem? problem)
    {
        document = null!;
        if (!TryCollection(context, out CollectionName collection, out problem)) return false;
        if (!DocumentPath.TryRead(context, out DocumentId id))
        {
            problem = new Problem(
                ApiFailures.NotFound("document", context.Request.RouteValues["document"] as string ?? ""));
            return false;
        }

        document = grains.Document(context.Tenant(), collection, id);
        return true;
    }
}
