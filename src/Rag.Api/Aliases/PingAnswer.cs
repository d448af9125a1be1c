namespace Rag.Api.Aliases;

/// <summary>The service answers.</summary>
/// <param name="Status"><c>ok</c>.</param>
/// <param name="Message"><c>pong</c>.</param>
internal sealed record PingAnswer(string Status, string Message);
