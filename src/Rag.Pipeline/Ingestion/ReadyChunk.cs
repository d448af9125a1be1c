using System.Text.Json;

namespace Rag.Pipeline.Ingestion;

/// <summary>A chunk that the caller has cut himself (<c>chunks[]</c> of the contract).</summary>
/// <param name="Text">The passage, not blank.</param>
/// <param name="Metadata">Its own key-value pairs.</param>
/// <param name="Page">1-based page.</param>
/// <param name="Section">The headings above it.</param>
/// <param name="Vector">Its vector; all chunks of a document have one or none has.</param>
public sealed record ReadyChunk(
    string Text, JsonElement Metadata, int? Page, string? Section, IReadOnlyList<float>? Vector);
