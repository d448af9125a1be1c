namespace Rag.Stores.Embedded.GrainStates;

/// <summary>A stored grain state.</summary>
/// <param name="ETag">Unique to this write of the state; never used again, not even after a clear.</param>
/// <param name="Payload">The state as its serializer wrote it.</param>
public sealed record GrainStateRow(string ETag, byte[] Payload);
