using System.Reflection;
using System.Reflection.Emit;
using Orleans.Runtime;

namespace Orleans.InProcess;

/// <summary>
/// Emits, for one grain interface, a reference class whose methods each create a call object and send it:
/// <code>
/// Task&lt;int&gt; Add(int amount, CancellationToken token) =&gt;
///     Send(2, new Add_2 { argument0 = amount, Token = token });
/// </code>
/// and per method the class of these call objects. Emitted once per interface, a call then costs no reflection and
/// boxes
/// nothing. (The package build generates the same at compile time.)
/// </summary>
internal sealed class ProxyEmitter
{
    private const MethodAttributes Override =
        MethodAttributes.Public | MethodAttributes.Virtual | MethodAttributes.HideBySig;

    private readonly Type _interface;
    private readonly ModuleBuilder _module;

    public ProxyEmitter(Type grainInterface)
    {
        _interface = grainInterface;
        var assembly = AssemblyBuilder.DefineDynamicAssembly(
            new AssemblyName($"{grainInterface.FullName}.Proxies"), AssemblyBuilderAccess.Run);
        _module = assembly.DefineDynamicModule("proxies");
        SkipAccessChecks(assembly);
    }

    /// <summary>Emits the classes.</summary>
    /// <param name="methods">The methods of the interface; a method's index is its number.</param>
    /// <returns>Creates references.</returns>
    public Func<GrainInterface, GrainId, GrainReference> Emit(MethodInfo[] methods)
    {
        TypeBuilder proxy = _module.DefineType(
            $"{_interface.Name}Reference",
            TypeAttributes.Class | TypeAttributes.Sealed,
            typeof(GrainReference),
            [_interface]);
        ConstructorBuilder constructor = EmitConstructor(proxy);
        for (int number = 0; number < methods.Length; number++)
            EmitMethod(proxy, methods[number], number);

        MethodBuilder create = proxy.DefineMethod(
            "Create", MethodAttributes.Public | MethodAttributes.Static, typeof(GrainReference), ConstructorArguments);
        ILGenerator il = create.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Newobj, constructor);
        il.Emit(OpCodes.Ret);
        return proxy.CreateType().GetMethod("Create")!.CreateDelegate<Func<GrainInterface, GrainId, GrainReference>>();
    }

    private static Type[] ConstructorArguments => [typeof(GrainInterface), typeof(GrainId)];

    private static ConstructorBuilder EmitConstructor(TypeBuilder proxy)
    {
        ConstructorInfo parent = typeof(GrainReference).GetConstructor(
            BindingFlags.Instance | BindingFlags.NonPublic, ConstructorArguments)!;
        ConstructorBuilder constructor = proxy.DefineConstructor(
            MethodAttributes.Public, CallingConventions.HasThis, ConstructorArguments);
        ILGenerator il = constructor.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Ldarg_2);
        il.Emit(OpCodes.Call, parent);
        il.Emit(OpCodes.Ret);
        return constructor;
    }

    private void EmitMethod(TypeBuilder proxy, MethodInfo method, int number)
    {
        CallShape shape = CallShape.Of(method);
        Type[] arguments = Array.ConvertAll(method.GetParameters(), static parameter => parameter.ParameterType);
        Type call = EmitCall(method, shape, arguments, number);

        MethodBuilder body = proxy.DefineMethod(
            $"{method.DeclaringType!.FullName}.{method.Name}",
            MethodAttributes.Private | MethodAttributes.Virtual | MethodAttributes.Final | MethodAttributes.NewSlot,
            method.ReturnType,
            arguments);
        ILGenerator il = body.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldc_I4, number);
        il.Emit(OpCodes.Newobj, call.GetConstructor(Type.EmptyTypes)!);
        for (int index = 0; index < arguments.Length; index++)
        {
            il.Emit(OpCodes.Dup);
            il.Emit(OpCodes.Ldarg, index + 1);
            il.Emit(OpCodes.Stfld, call.GetField(FieldName(arguments[index], index))!);
        }

        il.Emit(OpCodes.Call, shape.Send);
        il.Emit(OpCodes.Ret);
        proxy.DefineMethodOverride(body, method);
    }

    private Type EmitCall(MethodInfo method, CallShape shape, Type[] arguments, int number)
    {
        TypeBuilder call = _module.DefineType(
            $"{_interface.Name}.{method.Name}_{number}", TypeAttributes.Class | TypeAttributes.Sealed, shape.CallType);
        FieldInfo[] fields = new FieldInfo[arguments.Length];
        for (int index = 0; index < arguments.Length; index++)
        {
            fields[index] = arguments[index] == typeof(CancellationToken)
                ? shape.CallType.GetField(nameof(GrainCall.Token))!
                : call.DefineField(FieldName(arguments[index], index), arguments[index], FieldAttributes.Public);
        }

        call.DefineDefaultConstructor(MethodAttributes.Public);
        MethodBuilder invoke = call.DefineMethod(
            shape.Invoke.Name, Override, shape.Invoke.ReturnType, [typeof(object)]);
        ILGenerator il = invoke.GetILGenerator();
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Castclass, method.DeclaringType!);
        foreach (FieldInfo field in fields)
        {
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldfld, field);
        }

        il.Emit(OpCodes.Callvirt, method);
        shape.EmitAsTask(il);
        il.Emit(OpCodes.Ret);
        return call.CreateType();
    }

    private static string FieldName(Type argument, int index) =>
        argument == typeof(CancellationToken) ? nameof(GrainCall.Token) : $"argument{index}";

    // Grain interfaces and wire records may be internal. The runtime honours this attribute by its name; it must be
    // complete before the first type is created.
    private void SkipAccessChecks(AssemblyBuilder assembly)
    {
        TypeBuilder attribute = _module.DefineType(
            "System.Runtime.CompilerServices.IgnoresAccessChecksToAttribute", TypeAttributes.Class, typeof(Attribute));
        ConstructorBuilder constructor = attribute.DefineConstructor(
            MethodAttributes.Public, CallingConventions.HasThis, [typeof(string)]);
        ILGenerator il = constructor.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Call, typeof(Attribute).GetConstructor(
            BindingFlags.Instance | BindingFlags.NonPublic, Type.EmptyTypes)!);
        il.Emit(OpCodes.Ret);
        ConstructorInfo created = attribute.CreateType().GetConstructor([typeof(string)])!;

        IEnumerable<string?> assemblies = _interface.GetInterfaces().Prepend(_interface)
            .SelectMany(static type => type.GetMethods())
            .SelectMany(static method => method.GetParameters().Select(static parameter => parameter.ParameterType)
                .Append(method.ReturnType))
            .SelectMany(WithTypeArguments)
            .Append(typeof(GrainReference))
            .Append(_interface)
            .Select(static type => type.Assembly.GetName().Name)
            .Distinct();
        foreach (string? name in assemblies)
            assembly.SetCustomAttribute(new CustomAttributeBuilder(created, [name]));
    }

    private static IEnumerable<Type> WithTypeArguments(Type type) =>
        type.GetGenericArguments()
            .SelectMany(WithTypeArguments)
            .Append(type.HasElementType ? type.GetElementType()! : type);
}
