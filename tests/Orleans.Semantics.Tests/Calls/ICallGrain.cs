namespace Orleans.Semantics.Tests.Calls;

[Alias("semantics.call")]
internal interface ICallGrain : IGrainWithStringKey
{
    [Alias("echo")]
    Task<Answer> Echo(Answer answer);

    [Alias("echo-value")]
    ValueTask<int> EchoValue(int number);

    [Alias("value")]
    ValueTask DoNothing();

    [Alias("who")]
    Task<string> WhoAreYou();

    [Alias("fail")]
    Task FailAfterAwait(string message, int code);

    [Alias("fail-at-once")]
    Task<int> FailAtOnce(string message);

    [ResponseTimeout("00:00:01")]
    [Alias("late")]
    Task AnswerLate(string entered, string released, string ended);

    [Alias("cancel")]
    Task WaitUntilCancelled(string entered, string cancelled, CancellationToken token);

    [Alias("calls")]
    Task<int> CountCalls();

    [Alias("context")]
    Task<string?> ReadContext(string key);

    [Alias("context-nested")]
    Task<string?> ReadContextInAnotherGrain(string key, string otherGrain);

    [Alias("context-set")]
    Task SetContext(string key, string value);

    [Alias("ambient")]
    Task<bool> SeesAmbientValue();

    [Alias("trace")]
    Task<string?> ReadTrace();

    [Alias("self")]
    Task<ICallGrain> GetSelf();

    [Alias("filtered")]
    Task<string> BeFiltered();
}
