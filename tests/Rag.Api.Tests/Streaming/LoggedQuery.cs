using Rag.Grains.Interfaces;

namespace Rag.Api.Tests.Streaming;

/// <summary>A query of which only the log works.</summary>
internal sealed class LoggedQuery : IQueryGrain
{
    public List<AnswerEvent> Log { get; } = [];

    public int Fetches { get; private set; }

    public Exception? Fault { get; set; }

    public static AnswerEvent Delta(int number) =>
        new() { Number = number, Kind = AnswerEventKind.Delta, Text = $"{number}" };

    public static AnswerEvent End(int number) => new()
    {
        Number = number,
        Kind = AnswerEventKind.Error,
        Failure = new Failure { Kind = FailureKind.Conflict, Code = "cancelled", Message = "Cancelled." },
    };

    public Task<Outcome<AnswerEvents>> GetEventsAsync(int after, CancellationToken cancellationToken)
    {
        Fetches++;
        return Fault is null
            ? Task.FromResult<Outcome<AnswerEvents>>(new AnswerEvents([.. Log.Skip(after)]))
            : Task.FromException<Outcome<AnswerEvents>>(Fault);
    }

    public Task<Outcome<Answer>> AskAsync(QueryRequest request, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<Outcome<QueryStarted>> StartAsync(QueryRequest request, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<Outcome<QueryStarted>> CancelAsync(CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}
