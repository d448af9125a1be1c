using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Rag.Pipeline;

namespace Rag.Grains.Collections;

/// <summary>What every re-index needs of its silo.</summary>
internal sealed record CollectionReindexContext(
    ReindexRequestReader Settings,
    CollectionIndexes Indexes,
    IDocumentCatalog Catalog,
    IOptions<CollectionOptions> Options,
    TimeProvider Time,
    ILogger<CollectionReindexing> Logger);
