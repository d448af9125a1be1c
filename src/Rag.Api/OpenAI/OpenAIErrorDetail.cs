namespace Rag.Api.OpenAI;

/// <summary>An error in OpenAI's words.</summary>
/// <param name="Message">What was wrong, the value, the limit and the remedy.</param>
/// <param name="Type"><c>invalid_request_error</c>, <c>requests</c> (a rate limit), <c>insufficient_quota</c> (a
/// budget) or <c>server_error</c>.</param>
/// <param name="Param">Always <see langword="null"/>: the message names the member.</param>
/// <param name="Code">
/// Stable code, as in the other routes' <c>code</c>; <c>model_not_found</c> for a collection.
/// </param>
internal sealed record OpenAIErrorDetail(string Message, string Type, string? Param, string? Code);
