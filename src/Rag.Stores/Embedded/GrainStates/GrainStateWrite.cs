namespace Rag.Stores.Embedded.GrainStates;

/// <summary>How a conditional write of a grain state ended.</summary>
/// <param name="Succeeded">Whether it is stored; <see langword="false"/> if the ETag was stale and nothing
/// changed.</param>
/// <param name="ETag">The stored state's ETag after the call; <see langword="null"/> if there is no state.</param>
public readonly record struct GrainStateWrite(bool Succeeded, string? ETag);
