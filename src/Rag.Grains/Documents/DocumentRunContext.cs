using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Rag.Grains.Budgets;
using Rag.Pipeline;

namespace Rag.Grains.Documents;

/// <summary>What every run of a document needs of its silo.</summary>
internal sealed record DocumentRunContext(
    IngestionPipeline Pipeline,
    IngestionSlots Slots,
    IngestionJobs Jobs,
    DocumentEraser Eraser,
    IngestionMeter Meter,
    SpendingLimits Spending,
    IOptions<IngestionOptions> Options,
    ILogger<DocumentRun> Logger);
