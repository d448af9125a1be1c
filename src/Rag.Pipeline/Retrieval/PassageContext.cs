namespace Rag.Pipeline.Retrieval;

/// <summary>A passage together with the chunks around it, as one stretch of the document.</summary>
/// <param name="Text">
/// The stretch; white space between chunks that belongs to none of them is a blank line here.
/// </param>
/// <param name="CharStart">First character, 0-based, in Unicode code points of the extracted text.</param>
/// <param name="CharEnd">One past the last character.</param>
public sealed record PassageContext(string Text, int CharStart, int CharEnd);
