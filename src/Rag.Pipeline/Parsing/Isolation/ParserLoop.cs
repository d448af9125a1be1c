namespace Rag.Pipeline.Parsing.Isolation;

/// <summary>The child's life: read a request, parse, answer, until the host closes the pipe.</summary>
internal static class ParserLoop
{
    // The host ends the child at the timeout; this is for a child whose host is gone.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>Runs until <paramref name="input"/> ends.</summary>
    public static void Run(Stream input, Stream output, Func<ParsingOptions, IDocumentParser> createParser)
    {
        using var watchdog = new Timer(static _ => Environment.Exit(1));
        while (ParserFrames.ReadRequest(input) is var (request, content))
        {
            watchdog.Change(request.Options.Timeout + Grace, Timeout.InfiniteTimeSpan);
            ParserResponse response = Parse(createParser(request.Options), request, content);
            watchdog.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            ParserFrames.WriteResponse(output, response);
            if (response.IsExhausted)
                return;
        }
    }

#pragma warning disable CA1031 // This process exists to turn whatever a library throws at a file into an answer.
    private static ParserResponse Parse(IDocumentParser parser, ParserRequest request, byte[] content)
    {
        try
        {
            var source = new ParseSource(
                new MemoryStream(content, writable: false), request.ContentType, request.FileName);
            return new(parser.ParseAsync(source, CancellationToken.None).GetAwaiter().GetResult(), null, null);
        }
        catch (ParseException failure)
        {
            return new(null, failure.Code, failure.Message);
        }
        catch (OutOfMemoryException)
        {
            int limit = request.Options.MaxMemoryMegabytes;
            return new(null, "too_large",
                $"Reading the file takes more than {limit} MiB of memory, the limit. Split it.", IsExhausted: true);
        }
        catch (Exception failure)
        {
            return new(null, "corrupt", $"The file cannot be read: {failure.Message}");
        }
    }
#pragma warning restore CA1031
}
