using System.Reflection;
using System.Reflection.Emit;
using Orleans.Runtime;

namespace Orleans.InProcess;

/// <summary>
/// The four return types a grain method may have, plus enumerations: which class its calls derive from, which method of
/// <see cref="GrainReference"/> sends them, and how the grain's answer becomes a task.
/// </summary>
internal sealed class CallShape
{
    private readonly Type? _valueTask;

    private CallShape(Type callType, MethodInfo send, Type? valueTask = null)
    {
        CallType = callType;
        Send = send;
        _valueTask = valueTask;
        Invoke = callType.GetMethod(nameof(GrainCall.InvokeAsync))!;
    }

    /// <summary>The base class of the emitted call.</summary>
    public Type CallType { get; }

    /// <summary>The method of the reference that sends it.</summary>
    public MethodInfo Send { get; }

    /// <summary>The method that the emitted call overrides.</summary>
    public MethodInfo Invoke { get; }

    public static CallShape Of(MethodInfo method)
    {
        if (method.IsGenericMethod || method.GetParameters().Any(static parameter => parameter.ParameterType.IsByRef))
            throw new NotSupportedException($"{method}: generic methods and ref parameters are not supported.");

        Type returned = method.ReturnType;
        if (returned == typeof(Task))
            return new CallShape(typeof(VoidGrainCall), FindSend("Send", null));
        if (returned == typeof(ValueTask))
            return new CallShape(typeof(VoidGrainCall), FindSend("SendValue", null), returned);

        Type? result = returned.IsGenericType ? returned.GetGenericArguments()[0] : null;
        Type? definition = result is null ? null : returned.GetGenericTypeDefinition();
        if (definition == typeof(Task<>))
            return new CallShape(typeof(GrainCall<>).MakeGenericType(result!), FindSend("Send", result));
        if (definition == typeof(ValueTask<>))
            return new CallShape(typeof(GrainCall<>).MakeGenericType(result!), FindSend("SendValue", result), returned);
        if (definition == typeof(IAsyncEnumerable<>))
            return new CallShape(typeof(GrainEnumerable<>).MakeGenericType(result!), FindSend("Enumerate", result));

        throw new NotSupportedException($"{method}: a grain method returns a task or an IAsyncEnumerable.");
    }

    public void EmitAsTask(ILGenerator il)
    {
        if (_valueTask is null)
            return;

        LocalBuilder answer = il.DeclareLocal(_valueTask);
        il.Emit(OpCodes.Stloc, answer);
        il.Emit(OpCodes.Ldloca, answer);
        il.Emit(OpCodes.Call, _valueTask.GetMethod(nameof(ValueTask.AsTask))!);
    }

    private static MethodInfo FindSend(string name, Type? result)
    {
        MethodInfo method = typeof(GrainReference)
            .GetMethods(BindingFlags.Instance | BindingFlags.NonPublic)
            .Single(candidate => candidate.Name == name && candidate.IsGenericMethod == (result is not null));
        return result is null ? method : method.MakeGenericMethod(result);
    }
}
