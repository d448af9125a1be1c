namespace Rag.Pipeline.Parsing.Delimited;

/// <summary>
/// A quoted field runs to the end of the file: its quote is a stray one. Caught where the file is read anew.
/// </summary>
internal sealed class OpenQuoteException() : Exception("A quote is never closed.");
