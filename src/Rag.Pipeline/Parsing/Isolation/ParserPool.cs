using System.Collections.Concurrent;

namespace Rag.Pipeline.Parsing.Isolation;

/// <summary>
/// The child processes. Started when first needed, reused for many files, replaced after a failure of the process and
/// after <see cref="ParsingOptions.FilesPerWorker"/> files.
/// </summary>
internal sealed class ParserPool(ParsingOptions options) : IDisposable
{
    private readonly SemaphoreSlim _slots = new(options.WorkerCount);
    private readonly ConcurrentBag<ParserWorker> _idle = [];
    private volatile bool _isDisposed;

    /// <summary>Parses a file in a child, after waiting for a free one.</summary>
    /// <exception cref="ParseException">As <see cref="ParserWorker.ParseAsync"/>.</exception>
    public async Task<ParsedDocument> ParseAsync(ParseSource source, CancellationToken cancellationToken)
    {
        await _slots.WaitAsync(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            ParserWorker worker = Take();
            try
            {
                return await worker.ParseAsync(source, options, cancellationToken);
            }
            finally
            {
                Return(worker);
            }
        }
        finally
        {
            _slots.Release();
        }
    }

    /// <summary>Ends the children. A file under way fails with <c>worker_died</c> or finishes.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        while (_idle.TryTake(out ParserWorker? worker))
            worker.Dispose();
    }

    // One that died while it was idle is no fault of the next file.
    private ParserWorker Take()
    {
        while (_idle.TryTake(out ParserWorker? worker))
        {
            if (worker.IsUsable)
                return worker;
            worker.Dispose();
        }
        return ParserWorker.Start(options);
    }

    private void Return(ParserWorker worker)
    {
        if (worker.IsUsable && worker.FileCount < options.FilesPerWorker && !_isDisposed)
            _idle.Add(worker);
        else
            worker.Dispose();
    }
}
