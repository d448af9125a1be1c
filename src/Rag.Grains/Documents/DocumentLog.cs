using Microsoft.Extensions.Logging;

namespace Rag.Grains.Documents;

/// <summary>Log messages of documents: ids, counts and codes, never text.</summary>
internal static partial class DocumentLog
{
    [LoggerMessage(LogLevel.Information, "Document {Document} is completed with {Chunks} chunks.")]
    public static partial void DocumentCompleted(this ILogger logger, string document, int chunks);

    [LoggerMessage(LogLevel.Warning, "Document {Document} has failed: {Code} at {Stage}.")]
    public static partial void DocumentFailed(
        this ILogger logger, Exception exception, string document, string code, string stage);

    [LoggerMessage(LogLevel.Warning, "The parser has died of document {Document}, {Count} times so far.")]
    public static partial void ParserDied(this ILogger logger, Exception exception, string document, int count);

    [LoggerMessage(LogLevel.Warning, "Document {Document} was changed by another activation; it is read again.")]
    public static partial void StateWasStale(this ILogger logger, Exception exception, string document);

    [LoggerMessage(LogLevel.Warning, "Attempt {Attempt} of document {Document} was cut off; it will be repeated.")]
    public static partial void RunWasCutOff(this ILogger logger, Exception exception, string document, int attempt);

    [LoggerMessage(LogLevel.Information, "The run of document {Document} is parked; it goes on elsewhere.")]
    public static partial void RunIsParked(this ILogger logger, string document);

    [LoggerMessage(LogLevel.Warning, "Document {Document} could not be parked; the watchdog will find it.")]
    public static partial void RunNotParked(this ILogger logger, Exception exception, string document);

    [LoggerMessage(LogLevel.Warning, "Document {Document} could not be poked; the next sweep tries again.")]
    public static partial void PokeFailed(this ILogger logger, Exception exception, string document);

    [LoggerMessage(LogLevel.Information, "A run of document {Document}, version {Version}, was fenced by a later one.")]
    public static partial void RunWasFenced(this ILogger logger, string document, long version);

    [LoggerMessage(
        LogLevel.Warning, "Document {Document} is not made for generation {Generation} yet, only for the present one.")]
    public static partial void FellBehind(this ILogger logger, Exception exception, string document, int generation);

    [LoggerMessage(
        LogLevel.Warning, "Document {Document} was not in the generation that is in use now; it is indexed again.")]
    public static partial void IndexedAgain(this ILogger logger, string document);

    [LoggerMessage(
        LogLevel.Warning, "Document {Document} could not be indexed for generation {Generation}: {Code}.")]
    public static partial void NotPrepared(
        this ILogger logger, Exception exception, string document, int generation, string code);

    [LoggerMessage(
        LogLevel.Error, "The failure of document {Document} could not be written; the watchdog will see to it.")]
    public static partial void FailureNotWritten(this ILogger logger, Exception exception, string document);

    [LoggerMessage(LogLevel.Warning, "Invisible leftovers of document {Document} could not be removed yet.")]
    public static partial void LeftoversRemain(this ILogger logger, Exception exception, string document);

    [LoggerMessage(LogLevel.Error, "Deleting document {Document} failed; the watchdog will try again.")]
    public static partial void DeletionFailed(this ILogger logger, Exception exception, string document);

    [LoggerMessage(LogLevel.Information, "The watchdog has poked {Count} silent documents.")]
    public static partial void SilentDocuments(this ILogger logger, int count);

    [LoggerMessage(LogLevel.Error, "The watchdog could not look for silent documents; it will try again.")]
    public static partial void WatchFailed(this ILogger logger, Exception exception);

    [LoggerMessage(LogLevel.Information, "{Count} abandoned uploads were removed.")]
    public static partial void AbandonedUploads(this ILogger logger, int count);
}
