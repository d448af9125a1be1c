using Rag.Grains.Interfaces;

namespace Rag.Api.Conversations;

/// <summary>A page of conversations, by id.</summary>
/// <param name="Conversations">The conversations.</param>
/// <param name="NextCursor">Opaque; <see langword="null"/> on the last page.</param>
internal sealed record ConversationList(IReadOnlyList<ConversationSummary> Conversations, string? NextCursor);
