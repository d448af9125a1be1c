namespace Rag.Tidy.Tests.Contracts;

/// <summary>A member that crosses a silo.</summary>
/// <param name="Id">Its number on the wire, 0-based, never used twice.</param>
/// <param name="Type">Its type as written.</param>
/// <param name="Name">Its name.</param>
internal sealed record WireMember(int Id, string Type, string Name);
