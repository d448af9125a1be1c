namespace Rag.Pipeline.Filtering;

/// <summary>Ends the recursive descent of <see cref="FilterReader"/>; never leaves it.</summary>
internal sealed class FilterSyntaxException(string message) : Exception(message);
