package dev.statelab.distribution;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Code that links nothing at run time which no start-up cache of JDK 25 holds: what tells which pattern of a {@code switch}
 * fits, and {@code equals} and {@code hashCode} of records. javac leaves them to {@link java.lang.runtime.SwitchBootstraps} and
 * {@link java.lang.runtime.ObjectMethods}, which make classes for that in each process anew; here they become methods of the
 * class that has them, and do what those two document.
 */
final class PlainCode {

    private static final ClassDesc SWITCHES = ClassDesc.of("java.lang.runtime.SwitchBootstraps");
    private static final ClassDesc RECORDS = ClassDesc.of("java.lang.runtime.ObjectMethods");
    private static final ClassDesc OBJECTS = ClassDesc.of("java.util.Objects");
    private static final MethodTypeDesc HASH = MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_Object);
    private static final MethodTypeDesc EQUAL = MethodTypeDesc.of(ConstantDescs.CD_boolean, ConstantDescs.CD_Object,
            ConstantDescs.CD_Object);
    private static final Map<ClassDesc, ClassDesc> BOXES = Map.of(
            ConstantDescs.CD_boolean, ConstantDescs.CD_Boolean, ConstantDescs.CD_byte, ConstantDescs.CD_Byte,
            ConstantDescs.CD_char, ConstantDescs.CD_Character, ConstantDescs.CD_short, ConstantDescs.CD_Short,
            ConstantDescs.CD_int, ConstantDescs.CD_Integer, ConstantDescs.CD_long, ConstantDescs.CD_Long,
            ConstantDescs.CD_float, ConstantDescs.CD_Float, ConstantDescs.CD_double, ConstantDescs.CD_Double);

    private final ClassDesc type;
    private final boolean isInterface;
    private final List<Consumer<ClassBuilder>> methods = new ArrayList<>();

    private PlainCode(ClassModel type) {
        this.type = type.thisClass().asSymbol();
        this.isInterface = type.flags().has(AccessFlag.INTERFACE);
    }

    /** For one class, and once. */
    static ClassTransform of(ClassModel type) {
        PlainCode code = new PlainCode(type);
        return ClassTransform.transformingMethodBodies(code::element).andThen(ClassTransform.endHandler(
                builder -> code.methods.forEach(method -> method.accept(builder))));
    }

    private void element(CodeBuilder code, CodeElement element) {
        if (element instanceof InvokeDynamicInstruction call) {
            body(call).ifPresentOrElse(body -> code.invokestatic(type, add(call.typeSymbol(), body), call.typeSymbol(),
                    isInterface), () -> code.with(call));
        } else {
            code.with(element);
        }
    }

    /** The name of a method that gets this body. */
    private String add(MethodTypeDesc signature, Consumer<CodeBuilder> body) {
        String name = "plain$" + methods.size();
        methods.add(builder -> builder.withMethodBody(name, signature,
                ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC, body));
        return name;
    }

    /** Of a method that does the same; empty for what stays as it is. */
    private Optional<Consumer<CodeBuilder>> body(InvokeDynamicInstruction call) {
        ClassDesc owner = call.bootstrapMethod().owner();
        List<ConstantDesc> arguments = call.bootstrapArgs();
        if (owner.equals(SWITCHES) && call.bootstrapMethod().methodName().equals("typeSwitch")
                && arguments.stream().allMatch(ClassDesc.class::isInstance)) {
            return Optional.of(code -> chooseOne(code, arguments.stream().map(ClassDesc.class::cast).toList()));
        }
        if (owner.equals(RECORDS)) {
            List<DirectMethodHandleDesc> fields = arguments.stream()
                    .filter(DirectMethodHandleDesc.class::isInstance).map(DirectMethodHandleDesc.class::cast).toList();
            return switch (call.name().stringValue()) {
                case "equals" -> Optional.of(code -> compareAll(code, fields));
                case "hashCode" -> Optional.of(code -> hashAll(code, fields));
                default -> Optional.empty();
            };
        }
        return Optional.empty();
    }

    /** From an object, and the first label that counts: the label that the object fits, -1 for null, their number for none. */
    private static void chooseOne(CodeBuilder code, List<ClassDesc> labels) {
        Label present = code.newLabel();
        code.aload(0).ifnonnull(present).iconst_m1().ireturn().labelBinding(present);
        for (int i = 0; i < labels.size(); i++) {
            Label next = code.newLabel();
            code.iload(1).loadConstant(i).if_icmpgt(next).aload(0).instanceOf(labels.get(i)).ifeq(next).loadConstant(i)
                    .ireturn().labelBinding(next);
        }
        code.loadConstant(labels.size()).ireturn();
    }

    private void compareAll(CodeBuilder code, List<DirectMethodHandleDesc> fields) {
        Label same = code.newLabel();
        Label different = code.newLabel();
        code.aload(0).aload(1).if_acmpeq(same).aload(1).instanceOf(type).ifeq(different);
        for (DirectMethodHandleDesc field : fields) {
            load(code.aload(0), field);
            load(code.aload(1).checkcast(type), field);
            code.invokestatic(OBJECTS, "equals", EQUAL).ifeq(different);
        }
        code.labelBinding(same).iconst_1().ireturn().labelBinding(different).iconst_0().ireturn();
    }

    private void hashAll(CodeBuilder code, List<DirectMethodHandleDesc> fields) {
        code.iconst_0();
        for (DirectMethodHandleDesc field : fields) {
            load(code.bipush(31).imul().aload(0), field);
            code.invokestatic(OBJECTS, "hashCode", HASH).iadd();
        }
        code.ireturn();
    }

    /** As an object, whose equals and hashCode are those that a record has for a primitive. */
    private void load(CodeBuilder code, DirectMethodHandleDesc field) {
        ClassDesc kind = field.invocationType().returnType();
        code.getfield(type, field.methodName(), kind);
        ClassDesc box = BOXES.get(kind);
        if (box != null) {
            code.invokestatic(box, "valueOf", MethodTypeDesc.of(box, kind));
        }
    }
}
