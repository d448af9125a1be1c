using Rag.Grains.Interfaces;

namespace Rag.Api.Limits;

/// <summary>The limits of a collection.</summary>
/// <param name="Collection">The collection.</param>
/// <param name="Limits">Each limit and how much of it is used.</param>
internal sealed record LimitsAnswer(string Collection, IReadOnlyList<LimitState> Limits);
