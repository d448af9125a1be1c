using Rag.Pipeline.Parsing;

namespace Rag.Pipeline.Tests.Parsing;

/// <summary>What a parser says of a file that it cannot use.</summary>
internal static class ParseFailure
{
    /// <summary>Code and message; <see langword="null"/> both if the file was read.</summary>
    public static async Task<(string? Code, string? Message)> OfAsync(Func<Task<ParsedDocument>> parse)
    {
        try
        {
            await parse();
            return (null, null);
        }
        catch (ParseException failure)
        {
            return (failure.Code, failure.Message);
        }
    }
}
