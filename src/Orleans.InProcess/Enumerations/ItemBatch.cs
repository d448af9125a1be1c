namespace Orleans.InProcess;

/// <summary>The outcome of one fetch. No items and not completed means: nothing yet, ask again.</summary>
internal sealed record ItemBatch<TItem>(List<TItem> Items, bool IsCompleted);
