using System.Collections.Concurrent;
using System.Reflection;
using Rag.Grains.Interfaces;
using Rag.Pipeline;

namespace Rag.Grains;

/// <summary>
/// Failures of the outside world that no grain has expected cross the border of a grain as data, too; where a method
/// has no outcome, as an exception that every caller knows: it must not need a type that only a silo has.
/// </summary>
internal sealed class FailuresAsData : IIncomingGrainCallFilter
{
    private static readonly ConcurrentDictionary<MethodInfo, Func<Failure, object>?> Outcomes = new();

    public async Task Invoke(IIncomingGrainCallContext context)
    {
        try
        {
            await context.Invoke();
        }
        catch (StoreException exception)
        {
            Fail(context, Failures.Of(exception), exception.IsTransient);
        }
        catch (ModelException exception)
        {
            Fail(context, Failures.Of(exception), exception.IsTransient);
        }
    }

    private static void Fail(IIncomingGrainCallContext context, Failure failure, bool isTransient)
    {
        if (OutcomeOf(context.InterfaceMethod) is { } outcome) context.Result = outcome(failure);
        else if (isTransient) throw new OrleansException(failure.Message);
        else throw new InvalidOperationException(failure.Message);
    }

    /// <summary>Makes the method's outcome of a failure; <see langword="null"/> if its result is none.</summary>
    private static Func<Failure, object>? OutcomeOf(MethodInfo method) => Outcomes.GetOrAdd(method, static method =>
    {
        Type result = method.ReturnType;
        if (!result.IsGenericType || result.GetGenericTypeDefinition() != typeof(Task<>)) return null;
        Type outcome = result.GetGenericArguments()[0];
        if (!outcome.IsGenericType || outcome.GetGenericTypeDefinition() != typeof(Outcome<>)) return null;
        return typeof(FailuresAsData).GetMethod(nameof(MakerOf), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(outcome.GetGenericArguments()).CreateDelegate<Func<Func<Failure, object>>>()();
    });

    private static Func<Failure, object> MakerOf<T>()
        where T : class => static failure => (Outcome<T>)failure;
}
