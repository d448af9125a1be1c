using Rag.ModelProviders.Connections;
using Rag.ModelProviders.OpenAI;
using Rag.Pipeline;

namespace Rag.ModelProviders.Tests.Connections;

public sealed class CircuitBreakerTests
{
    private readonly ManualTime _time = new();
    private readonly CircuitBreaker _breaker;

    public CircuitBreakerTests() => _breaker = new CircuitBreaker(
        "The server", new OpenAIOptions { FailuresToOpen = 3, OpenTime = TimeSpan.FromSeconds(15) }, _time);

    [Fact]
    public void Failures_in_a_row_close_the_way_and_say_for_how_long()
    {
        Fail(3);

        var refused = Assert.Throws<ModelException>(_breaker.Enter);
        Assert.Equal("provider_unavailable", refused.Code);
        Assert.True(refused.IsTransient);
        Assert.Equal(TimeSpan.FromSeconds(15), refused.RetryAfter);
    }

    [Fact]
    public void An_answer_in_between_starts_the_count_again()
    {
        Fail(2);
        _breaker.RecordAnswer();
        Fail(2);

        _breaker.Enter();
    }

    [Fact]
    public void After_a_while_one_call_may_try_and_its_answer_opens_the_way()
    {
        Fail(3);
        _time.Advance(TimeSpan.FromSeconds(15));

        _breaker.Enter();
        Assert.Throws<ModelException>(_breaker.Enter);
        _breaker.RecordAnswer();

        _breaker.Enter();
        _breaker.Enter();
    }

    [Fact]
    public void A_try_that_fails_closes_the_way_for_the_whole_time_again()
    {
        Fail(3);
        _time.Advance(TimeSpan.FromSeconds(15));
        _breaker.Enter();

        Assert.True(_breaker.RecordFailure());

        Assert.Equal(TimeSpan.FromSeconds(15), Assert.Throws<ModelException>(_breaker.Enter).RetryAfter);
    }

    [Fact]
    public void A_try_that_its_caller_gives_up_leaves_the_turn_to_another()
    {
        Fail(3);
        _time.Advance(TimeSpan.FromSeconds(15));
        _breaker.Enter();

        _breaker.RecordAbandoned();

        _breaker.Enter();
    }

    private void Fail(int times)
    {
        for (int i = 0; i < times; i++)
        {
            _breaker.Enter();
            _breaker.RecordFailure();
        }
    }
}
